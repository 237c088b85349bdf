// Registration, flat as Nakama needs it: it reads these statements from the syntax tree, so ids are literals and
// functions are the names of global function declarations; nothing here may be in a loop, an if or a helper.

const SCHEMA_VERSION = 1;
const TICK = "lumaris_tick_v1";

// A string is thrown here, unlike in an RPC: the server prints it as its last words.
function checkSchema(nk) {
  let found;
  try {
    found = nk.sqlQuery("select value from lumaris.setting where name = 'schema_version'", [])[0];
  } catch (e) {
    throw "LUMARIS: the database has no schema lumaris; run ./lumaris migrate --database URL before starting Nakama";
  }
  if (Number(found.value) !== SCHEMA_VERSION) {
    throw (
      "LUMARIS: the database has schema version " +
      found.value +
      ", this module needs " +
      SCHEMA_VERSION +
      "; run the ./lumaris migrate that belongs to this module"
    );
  }
}

function InitModule(ctx, logger, nk, initializer) {
  checkSchema(nk);
  nk.leaderboardCreate(TICK, true, "desc", "set", "*/5 * * * * * *");
  initializer.registerLeaderboardReset(sweep);

  initializer.registerRpc("job_submit", rpcJobSubmit);
  initializer.registerRpc("job_submits", rpcJobSubmits);
  initializer.registerRpc("job_get", rpcJobGet);
  initializer.registerRpc("job_list", rpcJobList);
  initializer.registerRpc("job_cancel", rpcJobCancel);
  initializer.registerRpc("job_delete", rpcJobDelete);
  initializer.registerRpc("job_logs", rpcJobLogs);
  initializer.registerRpc("job_watch", rpcJobWatch);
  initializer.registerRpc("job_unwatch", rpcJobUnwatch);
  initializer.registerRpc("buyer_online", rpcBuyerOnline);
  initializer.registerRpc("seller_list", rpcSellerList);
  initializer.registerRpc("seller_record", rpcSellerRecord);
  initializer.registerRpc("buyer_record", rpcBuyerRecord);
  initializer.registerRpc("job_rate", rpcJobRate);
  initializer.registerRpc("auction_pick", rpcAuctionPick);

  initializer.registerRpc("quote", rpcQuote);
  initializer.registerRpc("account_get", rpcAccountGet);
  initializer.registerRpc("ledger_list", rpcLedgerList);
  initializer.registerRpc("payout_request", rpcPayoutRequest);
  initializer.registerRpc("payout_history", rpcPayoutHistory);

  initializer.registerRpc("account_top_up", rpcAccountTopUp);
  initializer.registerRpc("payout_list", rpcPayoutList);
  initializer.registerRpc("payout_settle", rpcPayoutSettle);
  initializer.registerRpc("audit", rpcAudit);
  initializer.registerRpc("operator_overview", rpcOperatorOverview);
  initializer.registerRpc("setting_list", rpcSettingList);
  initializer.registerRpc("setting_set", rpcSettingSet);

  initializer.registerRpc("processor_check", rpcProcessorCheck);
  initializer.registerRpc("payment_book", rpcPaymentBook);
  initializer.registerRpc("payment_refund", rpcPaymentRefund);

  initializer.registerRpc("seller_online", rpcSellerOnline);
  initializer.registerRpc("seller_update", rpcSellerUpdate);
  initializer.registerRpc("seller_heartbeat", rpcSellerHeartbeat);
  initializer.registerRpc("seller_insight", rpcSellerInsight);
  initializer.registerRpc("job_claim", rpcJobClaim);
  initializer.registerRpc("auction_list", rpcAuctionList);
  initializer.registerRpc("bid_place", rpcBidPlace);
  initializer.registerRpc("attempt_reports", rpcAttemptReports);
  initializer.registerRpc("attempt_started", rpcAttemptStarted);
  initializer.registerRpc("attempt_logs", rpcAttemptLogs);
  initializer.registerRpc("attempt_finished", rpcAttemptFinished);

  initializer.registerRpc("receipt_get", rpcReceiptGet);
  initializer.registerRpc("receipt_facts", rpcReceiptFacts);
  initializer.registerRpc("receipt_put", rpcReceiptPut);
  initializer.registerRpc("seller_key_put", rpcSellerKeyPut);
  initializer.registerRpc("seller_keys", rpcSellerKeys);

  initializer.registerRpc("policy_list", rpcPolicyList);
  initializer.registerRpc("policy_add", rpcPolicyAdd);
  initializer.registerRpc("policy_remove", rpcPolicyRemove);
  initializer.registerRpc("attempt_usage", rpcAttemptUsage);

  initializer.registerRpc("send_job", rpcSendJob);
  initializer.registerRpc("register_seller", rpcRegisterSeller);
  initializer.registerRpc("submit_job_result", rpcSubmitJobResult);

  initializer.registerRpc("market_info", rpcMarketInfo);

  initializer.registerBeforeWriteStorageObjects(refuseRequest);
  initializer.registerBeforeDeleteStorageObjects(refuseRequest);
  initializer.registerBeforeDeleteAccount(refuseRequest);
  initializer.registerBeforeCreateGroup(refuseRequest);
  initializer.registerBeforeJoinGroup(refuseRequest);
  initializer.registerBeforeAddGroupUsers(refuseRequest);
  initializer.registerBeforeAddFriends(refuseRequest);
  initializer.registerBeforeBlockFriends(refuseRequest);
  initializer.registerBeforeImportFacebookFriends(refuseRequest);
  initializer.registerBeforeImportSteamFriends(refuseRequest);
  initializer.registerBeforeWriteLeaderboardRecord(refuseRequest);
  initializer.registerBeforeWriteTournamentRecord(refuseRequest);
  initializer.registerBeforeJoinTournament(refuseRequest);
  initializer.registerBeforeEvent(refuseRequest);
  initializer.registerRtBefore("ChannelJoin", refuseRequest);
  initializer.registerRtBefore("ChannelMessageSend", refuseRequest);
  initializer.registerRtBefore("MatchCreate", refuseRequest);
  initializer.registerRtBefore("MatchJoin", refuseRequest);
  initializer.registerRtBefore("MatchDataSend", refuseRequest);
  initializer.registerRtBefore("MatchmakerAdd", refuseRequest);
  initializer.registerRtBefore("PartyCreate", refuseRequest);
  initializer.registerRtBefore("PartyJoin", refuseRequest);
}
