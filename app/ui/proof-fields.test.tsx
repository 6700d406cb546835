import { webcrypto } from "node:crypto";
import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { isProof } from "../proof/proof.ts";
import { PostForm } from "./post-form.tsx";
import { ProofFields, type Task } from "./proof-fields.tsx";
import { showPage } from "./testing/show-page.tsx";

vi.stubGlobal("crypto", webcrypto);
vi.stubGlobal("isSecureContext", true);

const show = (task: Task | null) =>
  showPage(
    <PostForm>
      <ProofFields task={task} />
      <button type="submit">Send</button>
    </PostForm>,
  );

it("holds a form until its proof of work is done, and submits it once with that", async () => {
  const { posted } = show({ challenge: "a-task", bits: 8 });
  const button = screen.getByRole("button");
  fireEvent.click(button);
  fireEvent.click(button);
  await vi.waitFor(() => expect(posted).toHaveLength(1));
  const { challenge = "", proof = "" } = posted[0]?.fields ?? {};
  expect([challenge, await isProof({ challenge, proof, bits: 8 })]).toEqual(["a-task", true]);
});

it("submits a form without proof of work at once", async () => {
  const { posted } = show(null);
  await userEvent.click(screen.getByRole("button"));
  await vi.waitFor(() => expect(posted).toEqual([{ path: "/", fields: {} }]));
});
