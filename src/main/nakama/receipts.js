// Receipts and the keys they are signed with. A receipt is a compact JWS: its parts are read here, because SQL would
// have to raise an error at what cannot be read; its signature is not verified, which neither this engine nor SQL can.

const RECEIPT_LIMIT = 64;
const RECEIPT_TYPE = "lumaris-receipt";
const KEY_PUT = {
  jwk: {
    type: "object",
    required: true,
    fields: {
      kty: { type: "choice", of: ["OKP"], required: true },
      crv: { type: "choice", of: ["Ed25519"], required: true },
      x: {
        type: "string",
        required: true,
        max_length: 43,
        // 32 bytes: 43 characters, of which the last holds four bits.
        pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$",
        hint: "a public key of 32 bytes in base64url",
      },
    },
  },
};
const SELLER_KEYS = { seller_id: { type: "uuid", required: true } };
const RECEIPT_FACTS = {
  attempt_ids: {
    type: "list",
    required: true,
    max_items: RECEIPT_LIMIT,
    max_length: RECEIPT_LIMIT * 36,
    pattern: UUID.source,
    hint: "UUIDs",
  },
};
const RECEIPT_PUT = {
  receipts: {
    type: "list",
    required: true,
    max_items: RECEIPT_LIMIT,
    max_length: 262144,
    pattern: "^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{86}$",
    hint: "compact JWS",
  },
};

function rpcSellerKeyPut(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function sellerKeyPut(caller, body) {
    const jwk = checked("invalid_request", KEY_PUT, body, "").jwk;
    return run(caller, "seller_key_put($1, $2)", [caller.userId, JSON.stringify(jwk)]);
  });
}

function rpcSellerKeys(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function sellerKeys(caller, body) {
    return run(caller, "seller_keys($1)", [
      checked("invalid_request", SELLER_KEYS, body, "").seller_id,
    ]);
  });
}

function rpcReceiptFacts(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function receiptFacts(caller, body) {
    const ids = checked("invalid_request", RECEIPT_FACTS, body, "").attempt_ids;
    return run(caller, "receipt_facts($1, $2)", [caller.userId, JSON.stringify(ids)]);
  });
}

function rpcReceiptPut(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, receiptPut);
}

function receiptPut(caller, body) {
  const told = checked("invalid_request", RECEIPT_PUT, body, "").receipts;
  const receipts = told.map(function (jws, i) {
    return receiptParts(caller.nk, jws, "receipts[" + i + "]");
  });
  return run(caller, "receipt_put($1, $2)", [caller.userId, JSON.stringify(receipts)]);
}

function receiptParts(nk, jws, field) {
  const parts = jws.split(".");
  const header = partRead(nk, parts[0], field);
  const claims = partRead(nk, parts[1], field);
  const known = header.alg === "EdDSA" && header.typ === RECEIPT_TYPE;
  if (!known || typeof header.kid !== "string") {
    broken("invalid_request", field, "must have alg EdDSA, typ " + RECEIPT_TYPE + " and a kid");
  }
  if (typeof claims.attempt_id !== "string" || !UUID.test(claims.attempt_id)) {
    broken("invalid_request", field + ".attempt_id", "must be a UUID");
  }
  if (!Number.isSafeInteger(claims.issued_at)) {
    broken("invalid_request", field + ".issued_at", "must be epoch milliseconds");
  }
  return { jws: jws, kid: header.kid, claims: claims };
}

function partRead(nk, part, field) {
  let read;
  try {
    read = parse(nk.binaryToString(nk.base64UrlDecode(part, false)));
  } catch {
    broken("invalid_request", field, "must hold JSON objects in base64url");
  }
  // What is stored is the text itself; this copy is only compared.
  return withoutNul(read);
}

function rpcReceiptGet(ctx, logger, nk, payload) {
  return guard(ctx, logger, nk, payload, function receiptGet(caller, body) {
    return run(caller, "receipt_get($1, $2)", [
      caller.userId,
      checked("invalid_request", JOB_ID, body, "").job_id,
    ]);
  });
}
