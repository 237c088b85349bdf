// What Nakama offers and LUMARIS has no use for is switched off: nobody stores, chats, groups or deletes around the market.

function refuseRequest() {
  throw { code: 7, message: "not_allowed: this market does not offer that" };
}
