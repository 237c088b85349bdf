package io.lumaris.market;

import static io.lumaris.market.WireMarket.ended;
import static io.lumaris.market.WireMarket.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.receipt.ReceiptKey;
import io.lumaris.testing.RawUser;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Receipts and keys over HTTP on the running Nakama. */
class ReceiptRpcIT {
  private final WireMarket market = new WireMarket();
  private final RawUser buyer = RawUser.signedIn();
  private final ReceiptKey key = ReceiptKey.generate();

  @Test
  void aSignedReceiptReachesTheBuyerWithItsKeyAndNobodyElse() {
    String id = market.submitted(buyer);
    RawUser seller = market.seller();
    JsonObject lease = market.taken(seller);
    assertThat(facts(seller, lease).getString("message")).startsWith("not_final: ");
    seller.rpc("attempt_finished", ended(lease, 0)).ok();
    register(seller, key);
    String jws = key.sign(claims(seller, lease).build());

    assertThat(put(market.seller(), jws))
        .isEqualTo("5 attempt_not_found: you have no attempt with this id");
    assertThat(put(seller, jws)).isEqualTo("stored");
    assertThat(put(seller, jws)).isEqualTo("stored");
    String other =
        key.sign(
            Json.createObjectBuilder()
                .add("attempt_id", lease.getString("attempt_id"))
                .add("issued_at", 1)
                .build());
    assertThat(put(seller, other)).startsWith("6 receipt_exists: ");
    JsonObject read = buyer.rpc("receipt_get", job(id)).ok();
    assertThat(read.getJsonArray("receipts").getJsonObject(0).getString("jws")).isEqualTo(jws);
    assertThat(read.getJsonArray("keys").getJsonObject(0).getString("kid"))
        .isEqualTo(key.publicKey().kid());
    assertThat(seller.rpc("receipt_get", job(id)).refusal())
        .isEqualTo("404 5 job_not_found: you have no job with this id");
    JsonObject whose = Json.createObjectBuilder().add("seller_id", seller.id().toString()).build();
    assertThat(RawUser.signedIn().rpc("seller_keys", whose).ok().getJsonArray("keys")).hasSize(1);
  }

  @Test
  void aKeyThatWasNotRegisteredAndFactsThatAreNotTheMarketsAreRefused() {
    market.submitted(buyer);
    RawUser seller = market.seller();
    JsonObject lease = market.taken(seller);
    seller.rpc("attempt_finished", ended(lease, 3)).ok();

    assertThat(put(seller, key.sign(claims(seller, lease).build()))).startsWith("9 key_unknown: ");
    register(seller, key);
    assertThat(put(seller, key.sign(claims(seller, lease).add("exit_code", 0).build())))
        .endsWith("knows in: exit_code");
    assertThat(put(seller, key.sign(claims(seller, lease).add("stdout", "a\0b").build())))
        .isEqualTo("stored");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'alg':'none','typ':'lumaris-receipt','kid':'k'} | {} | must have alg EdDSA, typ lumaris-receipt and a kid",
        "{'alg':'EdDSA','typ':'JWT','kid':'k'} | {} | must have alg EdDSA, typ lumaris-receipt and a kid",
        "{'alg':'EdDSA','typ':'lumaris-receipt'} | {} | must have alg EdDSA, typ lumaris-receipt and a kid",
        "no JSON | {} | must hold JSON objects in base64url",
        "{'alg':'EdDSA','typ':'lumaris-receipt','kid':'k'} | [] | must hold JSON objects in base64url",
        "{'alg':'EdDSA','typ':'lumaris-receipt','kid':'k'} | {'attempt_id':5} | attempt_id: must be a UUID",
        "{'alg':'EdDSA','typ':'lumaris-receipt','kid':'k'} | {'attempt_id':'00000000-0000-0000-0000-000000000000','issued_at':'x'} | issued_at: must be epoch milliseconds"
      })
  void whatIsNoReceiptIsToldSo(String header, String payload, String sentence) {
    String jws = encoded(header) + "." + encoded(payload) + "." + "A".repeat(86);
    String message = RawUser.signedIn().rpc("receipt_put", body(jws)).refusal();
    assertThat(message).startsWith("400 3 invalid_request: receipts[0]").endsWith(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "receipt_put | {'receipts':['a.b.c']} | receipts: must hold compact JWS",
        "receipt_put | {} | receipts: is missing: give compact JWS",
        "receipt_facts | {'attempt_ids':['x']} | attempt_ids: must hold UUIDs",
        "seller_key_put | {} | jwk: is missing",
        "seller_key_put | {'jwk':{'kty':'RSA','crv':'Ed25519','x':'A'}} | jwk.kty: must be one of OKP, you sent \"RSA\"",
        "seller_key_put | {'jwk':{'kty':'OKP','crv':'Ed25519','x':'A'}} | jwk.x: must be a public key of 32 bytes in base64url",
        "seller_key_put | {'jwk':{'kty':'OKP','crv':'Ed25519','x':'A','d':'A'}} | jwk.d: is no such field; there are kty, crv, x",
        "seller_keys | {} | seller_id: is missing",
        "receipt_get | {'job_id':1} | job_id: must be a UUID, you sent 1"
      })
  void aRequestThatIsNotTheWiresIsToldSo(String id, String body, String sentence) {
    assertThat(RawUser.signedIn().rpc(id, body.replace('\'', '"')).refusal())
        .isEqualTo("400 3 invalid_request: " + sentence);
  }

  private static void register(RawUser seller, ReceiptKey key) {
    JsonObject jwk =
        Json.createObjectBuilder()
            .add("kty", "OKP")
            .add("crv", "Ed25519")
            .add("x", key.publicKey().x())
            .build();
    JsonObject answer =
        seller.rpc("seller_key_put", Json.createObjectBuilder().add("jwk", jwk).build()).ok();
    assertThat(answer.getJsonObject("key").getString("kid")).isEqualTo(key.publicKey().kid());
  }

  private static JsonObject facts(RawUser seller, JsonObject lease) {
    return asked(seller, lease).getJsonArray("answers").getJsonObject(0);
  }

  private static JsonObject asked(RawUser seller, JsonObject lease) {
    JsonObject body =
        Json.createObjectBuilder()
            .add("attempt_ids", Json.createArrayBuilder().add(lease.getString("attempt_id")))
            .build();
    return seller.rpc("receipt_facts", body).ok();
  }

  private static JsonObjectBuilder claims(RawUser seller, JsonObject lease) {
    JsonObject asked = asked(seller, lease);
    return Json.createObjectBuilder(
            asked.getJsonArray("answers").getJsonObject(0).getJsonObject("facts"))
        .add("version", 1)
        .add("issued_at", asked.getJsonNumber("now").longValue());
  }

  private static String put(RawUser seller, String jws) {
    JsonObject answer =
        seller.rpc("receipt_put", body(jws)).ok().getJsonArray("answers").getJsonObject(0);
    return answer.getBoolean("stored", false)
        ? "stored"
        : answer.getInt("code") + " " + answer.getString("message");
  }

  private static JsonObject body(String jws) {
    return Json.createObjectBuilder().add("receipts", Json.createArrayBuilder().add(jws)).build();
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
