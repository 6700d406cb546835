const browsers: [RegExp, string][] = [
  [/Edg(A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const systems: [RegExp, string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/CrOS/, "ChromeOS"],
  [/Macintosh/, "Mac"],
  [/Linux/, "Linux"],
];

const nameIn = (names: [RegExp, string][], agent: string) => names.find(([pattern]) => pattern.test(agent))?.[1];

/** The browser and system in a user agent: "Firefox on Android". Empty if it names neither. */
const deviceOf = (agent: string): string => {
  const [browser, system] = [nameIn(browsers, agent), nameIn(systems, agent)];
  if (!browser) return system ?? "";
  return system ? `${browser} on ${system}` : browser;
};

/** No country: unknown, and Tor. */
const nowhere = new Set(["", "XX", "T1"]);
const longestCity = 60;

const countryOf = (code: string): string => {
  if (nowhere.has(code) || !/^[A-Z]{2}$/.test(code)) return "";
  return new Intl.DisplayNames("en", { type: "region", fallback: "none" }).of(code) ?? "";
};

/** The place of a request as Cloudflare gives it: "Oslo, Norway", only the country, or empty. */
const placeOf = (headers: Headers): string => {
  const country = countryOf(headers.get("CF-IPCountry") ?? "");
  const city = country === "" ? "" : (headers.get("CF-IPCity") ?? "").slice(0, longestCity);
  return [city, country].filter((it) => it !== "").join(", ");
};

export type Requester = { device: string; place: string };

/** Who made a request, in words for the account's owner. Unknown parts are empty. */
export const requesterOf = ({ headers }: Request): Requester => ({
  device: deviceOf((headers.get("User-Agent") ?? "").slice(0, 500)),
  place: placeOf(headers),
});
