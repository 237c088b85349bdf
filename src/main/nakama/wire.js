// The wire: who calls, what he may send, which one SQL function answers, which hints go out, how errors look.
// Rules of the runtime that shape this file: docs/decisions and the comments where they bite.

const UUID = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;
const DATABASE_AWAY =
  /connect|connection|SQLSTATE (08|57P|53|40|55P03|57014)|unexpected EOF|broken pipe|closed pool|context (deadline|canceled)|timeout/i;

// One way in for every RPC of a signed-in user. An http_key call has no user and is refused here.
function guard(ctx, logger, nk, payload, work) {
  try {
    if (!ctx.userId) {
      refuse(16, "not_signed_in: call this with a session token");
    }
    return work(
      { userId: ctx.userId, sessionId: ctx.sessionId, nk: nk, logger: logger, payload: payload },
      parse(payload),
    );
  } catch (e) {
    throw wireError(e, logger);
  }
}

// A plain object, because only enumerable fields of what is thrown reach the client.
function refuse(code, message) {
  throw { code: code, message: message, refused: true };
}

// What the server says on each pooled connection that did not outlive a restart of the database: it did nothing.
const CONNECTION_ENDED = /SQLSTATE 57P01/;
// As many as the pool can hold (database.max_open_conns), and a few for those that a second restart ends.
const MOST_CONNECTIONS = 128;

// What the client gets. An error of nk holds the SQL; it goes to the log, never to the client.
function wireError(e, logger) {
  if (e && e.refused) {
    return { code: e.code, message: e.message };
  }
  const text = String((e && e.message) || e);
  logger.error("command failed: %s", text);
  if (DATABASE_AWAY.test(text)) {
    return {
      code: 14,
      message:
        "unavailable: the market cannot reach its database at the moment; send the same again in a few seconds",
    };
  }
  return {
    code: 13,
    message: "internal: the market failed to do this; it is in its log, try again later",
  };
}

function parse(payload) {
  if (payload === undefined || payload === null || payload === "") {
    return {};
  }
  let body;
  try {
    body = JSON.parse(
      payload,
      /\\u[dD][89a-fA-F]/.test(payload) ? withoutLoneSurrogates : undefined,
    );
  } catch (e) {
    refuse(3, "invalid_request: the body is not JSON");
  }
  if (!isObject(body)) {
    refuse(3, "invalid_request: the body must be a JSON object");
  }
  return body;
}

// PostgreSQL's JSON has no half characters. Char by char: this engine's regular expressions see halves in whole ones.
function withoutLoneSurrogates(key, value) {
  if (typeof value !== "string") {
    return value;
  }
  let copy = "";
  for (let i = 0; i < value.length; i++) {
    const pair = isHalf(value, i, 0xd800) && isHalf(value, i + 1, 0xdc00);
    copy += pair
      ? value.slice(i, i + 2)
      : isHalf(value, i, 0xd800) || isHalf(value, i, 0xdc00)
        ? "\uFFFD"
        : value[i];
    i += pair ? 1 : 0;
  }
  return copy;
}

function isHalf(text, i, from) {
  const unit = text.charCodeAt(i);
  return unit >= from && unit < from + 0x400;
}

// PostgreSQL's text has no U+0000; programs may print it all the same. In JSON it is always written like this.
function printed(caller, body) {
  return String(caller.payload).indexOf("\\u0000") < 0 ? body : withoutNul(body);
}

function withoutNul(value) {
  if (typeof value === "string") {
    return value.indexOf("\0") < 0 ? value : value.split("\0").join("\uFFFD");
  }
  if (Array.isArray(value)) {
    return value.map(withoutNul);
  }
  if (isObject(value)) {
    const copy = {};
    Object.keys(value).forEach(function (key) {
      copy[withoutNul(key)] = withoutNul(value[key]);
    });
    return copy;
  }
  return value;
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// Calls one function of schema lumaris, sends the hints it returns and gives back its JSON, unparsed.
// `call` is the function with its parameters; the values are strings, numbers or null.
//
// The server logs a query that failed (database away, caller gone) with all its values, and those hold commands,
// environments and lease tokens. It writes them as JSON, in which there is no NaN: with one among them it logs none.
function run(caller, call, values) {
  const rows = query(
    caller.nk,
    "select code, message, answer, hints from lumaris." +
      call +
      " where $" +
      (values.length + 1) +
      "::float8 is not null",
    values.concat([NaN]),
  );
  const reply = rows[0];
  if (reply.code !== 0) {
    refuse(reply.code, reply.message);
  }
  sendHints(caller.nk, caller.logger, reply.hints);
  return reply.answer;
}

// Asks again while only a connection from before a restart was found: the pool drops each as it is found. Without
// this, a restart of the database would refuse as many later calls as there were idle connections.
function query(nk, text, values) {
  for (let dead = 0; ; dead++) {
    try {
      return nk.sqlQuery(text, values);
    } catch (e) {
      if (dead === MOST_CONNECTIONS || !CONNECTION_ENDED.test(String(e && e.message))) {
        throw e;
      }
    }
  }
}

// A lost hint costs its receiver a poll interval, so a failure here is no failure of the command.
function sendHints(nk, logger, hints) {
  if (hints === "[]") {
    return;
  }
  try {
    JSON.parse(hints).forEach(function (hint) {
      nk.streamSend({ mode: hint.mode, subject: hint.subject }, hint.data);
    });
  } catch (e) {
    logger.warn("a hint was not sent: %s", String((e && e.message) || e));
  }
}

// Streams can only be joined by a socket: over HTTP there is no session to join with.
function joinStream(caller, mode, subject) {
  onSocket(caller);
  caller.nk.streamUserJoin(
    caller.userId,
    caller.sessionId,
    { mode: mode, subject: subject },
    true,
    false,
    "",
  );
}

function leaveStream(caller, mode, subject) {
  onSocket(caller);
  caller.nk.streamUserLeave(caller.userId, caller.sessionId, { mode: mode, subject: subject });
}

function onSocket(caller) {
  if (!caller.sessionId) {
    refuse(3, "invalid_request: call this over the WebSocket, not over HTTP");
  }
}
