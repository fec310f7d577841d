// Asks the development issuer for one of its public documents.

/** @throws Error with one line for people: nobody there, or somebody else */
export async function loadIssuerJson(issuerUrl: string, path: string): Promise<unknown> {
  const response = await fetch(new URL(path, issuerUrl)).catch((cause: unknown) => {
    throw new Error(`No issuer answers at ${issuerUrl}: start the city with \`npm start\`.`, { cause });
  });
  if (!response.ok) {
    throw new Error(`${issuerUrl} is not the development issuer (HTTP ${response.status} at ${path}).`);
  }
  return response.json();
}
