package io.lumaris.buyer;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumaris.receipt.ReceiptFile;
import io.lumaris.receipt.ReceiptKey;
import io.lumaris.receipt.Verification;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a seller signed, over REST: verified by the portal, and verifiable by anybody. */
interface ReceiptContract extends Portal {
  String SHA256 = "98ea6e4f216f2fb4b69fff9b3a44842c38686ca685f3f55dc48c5d3fb1107be4";

  @Test
  default void aReceiptComesVerifiedWithItsKeyAndBareAsItWasSigned() {
    Visitor buyer = Visitor.guest(portal());
    String id = buyer.submit("sign it").getString("id");
    ReceiptKey key = ReceiptKey.generate();
    new Vendor().run(id).end(0).signs(key, SHA256);

    Visitor.Answer answer = buyer.get("/api/jobs/" + id + "/receipt").expect(200);
    JsonObject receipt = answer.json().getJsonArray("receipts").getJsonObject(0);
    Visitor.Answer bare =
        buyer.get("/api/jobs/" + id + "/receipt", "Accept", "application/jose").expect(200);

    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(receipt.getBoolean("verified")).as(receipt.toString()).isTrue();
    assertThat(receipt.getJsonObject("receipt").getString("job_id")).isEqualTo(id);
    assertThat(receipt.getJsonArray("checks").getValuesAs(JsonObject.class))
        .extracting(check -> check.getString("name"))
        .contains("form", "key", "signature", "content", "job", "spec", "times");
    assertThat(bare.header("Content-Type")).isEqualTo("application/jose");
    assertThat(bare.body()).isEqualTo(receipt.getString("jws"));
    assertThat(new ReceiptFile(answer.body()).verify(List.of(), Optional.empty()))
        .allMatch(Verification::holds);
  }

  @Test
  default void aSignatureThatIsNotTheSellersKeysIsNotCalledVerified() {
    Visitor buyer = Visitor.guest(portal());
    String id = buyer.submit("forge it").getString("id");
    ReceiptKey key = ReceiptKey.generate();
    Vendor vendor = new Vendor().run(id).end(0);
    vendor.signsBadly(key, SHA256);

    JsonObject receipt =
        buyer
            .get("/api/jobs/" + id + "/receipt")
            .expect(200)
            .json()
            .getJsonArray("receipts")
            .getJsonObject(0);
    assertThat(receipt.getBoolean("verified")).isFalse();
    assertThat(receipt.getJsonArray("checks").getValuesAs(JsonObject.class))
        .anySatisfy(
            check -> {
              assertThat(check.getString("name")).isEqualTo("signature");
              assertThat(check.getString("result")).isEqualTo("fails");
            });
  }

  @Test
  default void beforeThereIsOneTheListIsEmptyAndTheBareOneNotFound() {
    Visitor buyer = Visitor.guest(portal());
    String path = "/api/jobs/" + buyer.submit("wait").getString("id") + "/receipt";

    assertThat(buyer.get(path).expect(200).json().getJsonArray("receipts")).isEmpty();
    JsonObject problem = buyer.get(path, "Accept", "application/jose").expect(404).json();
    assertThat(problem.getString("reason")).isEqualTo("receipt_not_found");
    assertThat(
            buyer
                .get(path + "?attempt=0", "Accept", "application/jose")
                .expect(400)
                .json()
                .getString("field"))
        .isEqualTo("attempt");
  }

  @Test
  default void anothersReceiptIsNotThere() {
    String id = Visitor.guest(portal()).submit("mine").getString("id");
    JsonObject problem =
        Visitor.guest(portal()).get("/api/jobs/" + id + "/receipt").expect(404).json();

    assertThat(problem.getString("reason")).isEqualTo("job_not_found");
    Visitor.stranger(portal()).get("/api/jobs/" + id + "/receipt").expect(401);
  }
}
