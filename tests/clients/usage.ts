// What a portal's frontend does with the generated types: this file must type-check under --strict.
import createClient from "openapi-fetch";
import type { components, paths } from "./generated/schema";

type DocumentView = paths["/api/v1/documents/{id}"]["get"]["responses"]["200"]["content"]["application/json"];
type Problem = components["schemas"]["Problem"];

const api = createClient<paths>({ baseUrl: "http://127.0.0.1:8000" });

export function numberOf(document: DocumentView): string | null {
  // The union is discriminated by kind: `fields` is narrowed to the kind's own.
  switch (document.kind) {
    case "legal_text":
      return `${document.fields.number ?? ""} ${document.force.state}`;
    case "fta_commitment":
      return document.fields.agreement;
    case "publication":
      return document.fields.medium;
    case "achievement":
      return document.fields.indicators[0]?.value ?? null;
    case "article":
      return document.fields.written_on;
  }
}

export async function titles(): Promise<string[]> {
  const { data, error } = await api.GET("/api/v1/documents", { params: { query: { lang: "vi", kind: "legal_text", count: true } } });
  if (error) {
    const problem: Problem = error;
    throw new Error(`${problem.code}: ${problem.title}`);
  }
  return data.items.map((one) => `${one.title} (${one.language.served})`);
}

export async function write(key: string): Promise<number> {
  const { data, error } = await api.POST("/api/v1/documents", {
    headers: { Authorization: `Bearer ${key}` },
    body: {
      kind: "article",
      fields: {},
      provenance: { source: "Kế hoạch 3432/KH-UBND" },
      original: { language: "vi", title: "Quyền con người" },
    },
  });
  if (error) throw new Error(error.title);
  return data.revision;
}
