type Problem = {
  code: string;
  status: number;
  detail: string;
  errors?: { in: string; pointer: string }[];
};

/** The problem document that a refused request was answered with. */
export async function problemOf(response: Response): Promise<Problem> {
  // The contract test holds answers against the document; here their members are only read.
  return (await response.json()) as Problem;
}
