import { expect, it } from "vitest";
import { addressOf, networkOf } from "./address.server.ts";

const from = (address?: string) =>
  addressOf(new Request("http://x", { headers: address === undefined ? {} : { "CF-Connecting-IP": address } }));

it("counts each IPv4 address separately and an IPv6 address with its /64", () => {
  expect(["203.0.113.7", "2001:db8:1:2:3:4:5:6", "2001:DB8:1:2:ffff::1", "2001:db8::1", "2001:db8::2:3:4:5:6", "::1"].map(from)).toEqual([
    "203.0.113.7",
    "2001:db8:1:2",
    "2001:db8:1:2",
    "2001:db8:0:0",
    "2001:db8:0:2",
    "0:0:0:0",
  ]);
});

it("counts requests without a known address as one", () => {
  expect(from()).toBe("local");
});

it("records only the network of an address", () => {
  const network = (address?: string) =>
    networkOf(new Request("http://x", { headers: address === undefined ? {} : { "CF-Connecting-IP": address } }));
  expect([network("203.0.113.7"), network("2001:db8:1:2:3:4:5:6"), network("2001:DB8::1"), network("x".repeat(10_000)), network()]).toEqual(
    ["203.0.113.0/24", "2001:db8:1::/48", "2001:db8:0::/48", "unknown", "unknown"],
  );
});
