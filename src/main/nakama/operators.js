// What operators look at and set; the SQL functions refuse anybody else.

const SETTING_SET = {
  name: { type: "string", min_length: 1, max_length: 64, required: true },
  value: { type: "integer", min: 0, max: Number.MAX_SAFE_INTEGER, required: true },
};

function rpcOperatorOverview(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function operatorOverview(caller, body) {
    checked("invalid_request", NO_FIELDS, body, "");
    return run(caller, "operator_overview($1)", [caller.userId]);
  });
}

function rpcSettingList(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function settingList(caller, body) {
    checked("invalid_request", NO_FIELDS, body, "");
    return run(caller, "setting_list($1)", [caller.userId]);
  });
}

function rpcSettingSet(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function settingSet(caller, body) {
    const wish = checked("invalid_request", SETTING_SET, body, "");
    return run(caller, "setting_set($1, $2, $3)", [caller.userId, wish.name, wish.value]);
  });
}
