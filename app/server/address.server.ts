const groupsOf = (address: string): string[] => {
  const [head = "", tail = ""] = address.split("::");
  const before = head.split(":").filter(Boolean);
  const after = tail.split(":").filter(Boolean);
  return [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0"), ...after];
};

const longestAddress = 45;
const given = (request: Request): string => (request.headers.get("CF-Connecting-IP") ?? "local").slice(0, longestAddress).toLowerCase();

/** The client's address for counting. An IPv6 client can choose within a /64, so that counts as one address. */
export const addressOf = (request: Request): string => {
  const address = given(request);
  return address.includes(":") ? groupsOf(address).slice(0, 4).join(":") : address;
};

/** The client's network, too wide to identify a person: an IPv4 /24, an IPv6 /48. */
export const networkOf = (request: Request): string => {
  const address = given(request);
  if (address.includes(":")) return `${groupsOf(address).slice(0, 3).join(":")}::/48`;
  const octets = address.split(".");
  return octets.length === 4 ? `${octets.slice(0, 3).join(".")}.0/24` : "unknown";
};
