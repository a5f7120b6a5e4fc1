/** A secret in the form in which services, SDKs and proxies write it, and the part that must not be seen. */
interface Secret {
  readonly form: string;
  readonly text: string;
  readonly value: string;
}

const words = "s3cr3tPassw0rdValue";
const key64 = "Zm9vYmFyYmF6cXV4MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6QUJDREVGR0hJSktMTU5PUA==";
const hostKey = "aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5zA7bC9d";
const entraSecret = "abc8Q~Zx9yWv8uTs7rQp6oNm5lKj4iHg3fEd2cBa1";
const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzM2NyM3RTdWJqZWN0In0.abcDEF-123_xyzSignature";
const hex = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

const forms: readonly (readonly [form: string, text: string, value: string])[] = [
  ["a signed URL", `GET https://x.blob.core.windows.net/c/f.cap?sv=2026&sig=${words}%3D failed`, words],
  ["a signed URL in JSON", `"url":"https:\\/\\/x.net\\/c?sv=1\\u0026sig=${words}"`, words],
  ["a signed URL, encoded", `https%3A%2F%2Fx.net%2Fc%3Fsv%3D1%26sig%3D${words}`, words],
  ["a signed path", `/c/f.cap?sv=1&sig=${words} was refused`, words],
  ["an operation's URL", `https://management.azure.com/operations/1?t=638&c=${hostKey}&h=x`, hostKey],
  ["a fragment", `https://x.net/callback#access_token=${words}`, words],
  ["a name and a password in a URL", `https://user:${words}@x.net/c`, words],
  ["a signature", `sr=b&sig=${words}&se=1`, words],
  ["a bearer token", `Bearer ${jwt}`, jwt],
  ["an opaque bearer token", `Bearer ${words}`, words],
  ["a header", `Authorization: Bearer ${words}`, words],
  ["a header in JSON", `{"Authorization":"SharedKey account:${words}="}`, words],
  ["a signed header", `HMAC-SHA256 SignedHeaders=x-ms-date;host&Signature=${words}`, words],
  ["a header of an identity", `X-IDENTITY-HEADER: ${words}`, words],
  ["basic authentication", "Basic dXNlcjpzM2NyM3RQYXNzdzByZA==", "dXNlcjpz"],
  ["cookies", `Set-Cookie: a=1; ARRAffinity=${words}; Path=/`, words],
  ["a bare token", `the token ${jwt} is not valid`, jwt],
  ["a token in JSON", `{"access_token":"${words}","expires_in":3599}`, words],
  ["a token in quoted JSON", `Unexpected end of JSON input: {\\"refresh_token\\":\\"${words}\\"`, words],
  ["an account key", `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${key64}`, key64.slice(0, 20)],
  ["an access key", `endpoint=https://x.communication.azure.com/;accesskey=${key64}`, key64.slice(0, 20)],
  ["a service bus key", `Endpoint=sb://x/;SharedAccessKeyName=n;SharedAccessKey=${words}`, words],
  ["a shared access signature", `BlobEndpoint=https://x;SharedAccessSignature=sv=1&sig=${words}`, words],
  ["a bare key", `the key ${key64} does not match`, key64.slice(0, 20)],
  ["a function key", `POST /api/alerts?code=${hostKey}`, hostKey],
  ["a bare function key", `the key ${hostKey} was refused`, hostKey],
  ["a header with a function key", `x-functions-key: ${hostKey}`, hostKey],
  ["a client secret", `client_secret=${entraSecret}&grant_type=client_credentials`, entraSecret],
  ["a bare client secret", `Invalid client secret ${entraSecret} provided`, entraSecret],
  ["a password", `Server=x;User ID=y;Password=my ${words};Encrypt=true`, words],
  ["a password in quotes", `the password '${words}' is too old`, words],
  ["a password in XML", `<Password>${words}</Password>`, words],
  ["an API key", `api-key=${words}`, words],
  ["a hash as a signature", `${hex} does not match`, hex.slice(0, 30)],
  ["a private key", `-----BEGIN PRIVATE KEY-----\nMII${words}\n-----END PRIVATE KEY-----`, words],
  ["a word that zero-width marks hide", `Bea\u200brer ${words} and s\u2060ig=${words}`, words],
  ["a word that control characters hide", `Bearer\u0000${words}`, words],
];

export const secrets: readonly Secret[] = forms.map(([form, text, value]) => ({ form, text, value }));

/** The values of all of them, each to be found nowhere. */
export const secretValues: readonly string[] = [...new Set(secrets.map(({ value }) => value))];

/** All of them in one text, as a body that a proxy repeats. */
export const allSecrets: string = secrets.map(({ text }) => text).join("\n");
