// A module for the tests of the client: what a module can do to a client, and nothing about jobs.

function echo(ctx, logger, nk, payload) {
  return JSON.stringify({ user_id: ctx.userId, payload: JSON.parse(payload) });
}

function refuse(ctx, logger, nk, payload) {
  var wanted = JSON.parse(payload);
  throw { message: wanted.message, code: wanted.code };
}

function crash(ctx, logger, nk, payload) {
  return nk.thereIsNoSuchFunction();
}

function pause(ctx, logger, nk, payload) {
  nk.sqlQuery("select pg_sleep($1)", [JSON.parse(payload).seconds]);
  return "{}";
}

// Over the socket only: puts the calling socket into the stream named by the payload.
function listen(ctx, logger, nk, payload) {
  var stream = { mode: 100, label: JSON.parse(payload).label };
  nk.streamUserJoin(ctx.userId, ctx.sessionId, stream, true, false, "");
  return JSON.stringify({ label: stream.label });
}

function push(ctx, logger, nk, payload) {
  var wanted = JSON.parse(payload);
  for (var n = wanted.first; n <= wanted.last; n++) {
    nk.streamSend({ mode: 100, label: wanted.label }, JSON.stringify({ n: n, text: wanted.text }));
  }
  return "{}";
}

function disconnect(ctx, logger, nk, payload) {
  var presences = nk.streamUserList({ mode: 100, label: JSON.parse(payload).label }, true, true);
  presences.forEach(function (presence) {
    nk.sessionDisconnect(presence.sessionId);
  });
  return "{}";
}

function InitModule(ctx, logger, nk, initializer) {
  initializer.registerRpc("echo", echo);
  initializer.registerRpc("refuse", refuse);
  initializer.registerRpc("crash", crash);
  initializer.registerRpc("pause", pause);
  initializer.registerRpc("listen", listen);
  initializer.registerRpc("push", push);
  initializer.registerRpc("disconnect", disconnect);
}
