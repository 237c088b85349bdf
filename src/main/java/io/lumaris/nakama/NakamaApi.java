package io.lumaris.nakama;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;

/**
 * Nakama's HTTP interface, as far as it is used here. Bodies are JSON texts.
 *
 * <p>Inside the container MicroProfile Rest Client makes an implementation from the annotations; on
 * the command line, where it does not exist, {@link JdkTransport} is one by hand.
 */
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface NakamaApi {

  /** {@code method} is {@code device}, {@code email} or {@code custom}; a null name is not sent. */
  @POST
  @Path("v2/account/authenticate/{method}")
  String authenticate(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String serverKey,
      @PathParam("method") String method,
      @QueryParam("create") boolean create,
      @QueryParam("username") String username,
      String credentials);

  @POST
  @Path("v2/account/session/refresh")
  String refresh(@HeaderParam(HttpHeaders.AUTHORIZATION) String serverKey, String refreshToken);

  @POST
  @Path("v2/session/logout")
  String logout(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, String tokens);

  @POST
  @Path("v2/account/link/email")
  String linkEmail(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, String credentials);

  @GET
  @Path("v2/account")
  String account(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer);

  @GET
  @Path("healthcheck")
  String healthcheck();

  /** {@code unwrap} must be present, whatever its value: the payload is then not encoded twice. */
  @POST
  @Path("v2/rpc/{id}")
  String rpc(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
      @PathParam("id") String id,
      @QueryParam("unwrap") String unwrap,
      String payload);

  @POST
  @Path("v2/rpc/{id}")
  CompletionStage<String> rpcAsync(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
      @PathParam("id") String id,
      @QueryParam("unwrap") String unwrap,
      String payload);
}
