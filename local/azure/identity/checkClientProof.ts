import { realClock } from "../../environment/clock.ts";
import { world } from "../world.ts";
import { isCurrent, isSignedBy, readAssertion, type Assertion } from "./assertion.ts";
import type { AppRegistration } from "./appRegistration.ts";

/** Entra ID's refusal: its AADSTS error number and message. */
interface ProofError {
  readonly code: number;
  readonly sentence: string;
}

const proofError = (code: number, sentence: string): ProofError => ({ code, sentence });

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** The audience of all tokens that are exchanged for one of Entra ID. */
const exchangeAudience = "api://AzureADTokenExchange";

/**
 * Checks a client's proof: a secret, a token signed with its certificate, or a token of a trusted issuer.
 * Null: the proof is valid. `origin` is the address of the request.
 */
export function checkClientProof(
  form: URLSearchParams,
  app: AppRegistration,
  origin: string,
): ProofError | null {
  const assertion = form.get("client_assertion");
  if (assertion === null && form.get("client_secret") === null)
    return proofError(
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  if (assertion === null)
    return form.get("client_secret") === world.client.secret
      ? null
      : proofError(7000215, "Invalid client secret provided.");
  if (form.get("client_assertion_type") !== assertionType)
    return proofError(
      900144,
      "The request body must contain the following parameter: 'client_assertion_type'.",
    );
  const token = readAssertion(assertion);
  if (token === null) return proofError(50027, "JWT token is invalid or malformed.");
  if (!isCurrent(token, realClock.now() / 1000))
    return proofError(700024, "Client assertion is not within its valid time range.");
  return token.claims.iss === form.get("client_id")
    ? checkCertificate(token, app, origin)
    : checkFederatedToken(token, app);
}

/** Paths of a tenant that are valid audiences of a client's own token. */
const endpoints = ["", "/", "/v2.0", "/oauth2/token", "/oauth2/v2.0/token"];

/** https://learn.microsoft.com/entra/identity-platform/certificate-credentials */
function checkCertificate(token: Assertion, app: AppRegistration, origin: string): ProofError | null {
  const { header, claims } = token;
  if (claims.sub !== claims.iss)
    return proofError(700021, "Client assertion application identifier doesn't match 'client_id' parameter.");
  const audiences = endpoints.map((path) => `${origin}/${world.tenant}${path}`);
  if (!audiences.includes(String(claims.aud)))
    return proofError(700023, "Client assertion audience claim does not match Realm issuer.");
  const key = app.certificateKey(String(header["x5t#S256"] ?? header.x5t));
  if (key === null || !isSignedBy(token, key))
    return proofError(
      700027,
      "The certificate with identifier used to sign the client assertion is not registered on application.",
    );
  return null;
}

/** https://learn.microsoft.com/entra/workload-id/workload-identity-federation */
function checkFederatedToken(token: Assertion, app: AppRegistration): ProofError | null {
  const { iss, sub, aud } = token.claims;
  const ofIssuer = app.credentials.federatedCredentials.filter(({ issuer }) => issuer === iss);
  if (ofIssuer.length === 0)
    return proofError(
      700211,
      `No matching federated identity record found for presented assertion issuer '${String(iss)}'.`,
    );
  const credential = ofIssuer.find(({ subject }) => subject === sub);
  if (credential === undefined)
    return proofError(
      700213,
      `No matching federated identity record found for presented assertion subject '${String(sub)}'.`,
    );
  if (![aud].flat().includes(exchangeAudience))
    return proofError(
      700212,
      `No matching federated identity record found for presented assertion audience '${String(aud)}'.`,
    );
  return isSignedBy(token, credential.publicKey)
    ? null
    : proofError(50013, "Assertion failed signature validation.");
}
