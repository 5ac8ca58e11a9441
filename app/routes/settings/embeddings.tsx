import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { getEndpoint } from '#server/embeddings/endpoint.ts';
import { removeEndpoint, saveEndpoint } from '#server/embeddings/save-endpoint.ts';
import { redirectWithFlash } from '../../flash.ts';
import { formatCount } from '../../format.ts';
import { parseForm } from '../../parse-form.ts';
import { answerProblem } from '../../problem.ts';
import { SettingsHeading } from '../../settings/heading.tsx';
import { Section } from '../../settings/section.tsx';
import { useSending } from '../../settings/use-sending.ts';
import { PageError } from '../../shell/page-error.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { errorOf, ProblemNotice } from '../../ui/problem-notice.tsx';

export const meta: MetaFunction = () => [{ title: 'Embeddings · Refrain' }];
const EndpointForm = z.object({ url: z.string(), model: z.string(), key: z.string() });

export async function loader({ context, request }: LoaderFunctionArgs) {
  requirePermission(context, request, 'workspace.write');
  return { endpoint: await getEndpoint(context) };
}

export async function action({ context, request }: ActionFunctionArgs) {
  requirePermission(context, request, 'workspace.write');
  const form = await request.formData();
  try {
    if (form.get('intent') === 'remove') {
      await removeEndpoint(context);
      return redirectWithFlash('/settings/embeddings', { message: 'Turned off. Posts are sent to no model.' });
    }
    const { width } = await saveEndpoint(context, parseForm(EndpointForm, form));
    const message = `It answers, with vectors of ${formatCount(width)} dimensions. The next run uses it.`;
    return redirectWithFlash('/settings/embeddings', { message });
  } catch (error) {
    return answerProblem(error);
  }
}

export default function Embeddings() {
  const { endpoint } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  const isSending = useSending();
  return (
    <>
      <SettingsHeading title="Embeddings">
        Refrain finds clusters by itself and sends nothing anywhere. If you run an embedding model, or pay for one, its
        vectors can take the place of the built-in ones.
      </SettingsHeading>
      <div className="mb-4 empty:hidden">
        <ProblemNotice problem={problem} fields={['url', 'model', 'key']} />
      </div>
      <Section
        title="Endpoint"
        intro="Any OpenAI-compatible one: Ollama, llama.cpp, vLLM, or a service. Once it is on, every post is sent there, and again when it was edited."
      >
        <p className="mb-4">
          {endpoint ? (
            <Badge tone="accent" icon="check">
              On: vectors by {endpoint.model}
            </Badge>
          ) : (
            <Badge>Off: posts are sent to no model</Badge>
          )}
        </p>
        {/* What was typed is gone once it is stored, the key first of all. */}
        <Form key={JSON.stringify(endpoint)} method="post" className="space-y-4">
          <TextField
            label="Address"
            name="url"
            type="url"
            required
            defaultValue={endpoint?.url}
            placeholder="http://localhost:11434/v1"
            fieldClassName="max-w-md"
            hint="A private address has to be opened by the operator, with REFRAIN_ALLOWED_HOSTS."
            error={errorOf(problem, 'url')}
          />
          <TextField
            label="Model"
            name="model"
            required
            defaultValue={endpoint?.model}
            placeholder="nomic-embed-text"
            fieldClassName="max-w-md"
            error={errorOf(problem, 'model')}
          />
          <TextField
            label="Key, if it asks for one"
            name="key"
            type="password"
            autoComplete="off"
            fieldClassName="max-w-md"
            hint={
              endpoint?.hasKey
                ? `One is stored${endpoint.keyHint ? `, ending in ${endpoint.keyHint}` : ''}. Leave this empty to keep it.`
                : 'It is encrypted and never shown again.'
            }
            error={errorOf(problem, 'key')}
          />
          <div className="flex flex-wrap gap-2">
            <Button name="intent" value="save" variant="primary" disabled={isSending('save')}>
              {isSending('save') ? 'Asking it …' : 'Try it and save'}
            </Button>
            {endpoint ? (
              <Button name="intent" value="remove" formNoValidate disabled={isSending('remove')}>
                Turn off
              </Button>
            ) : null}
          </div>
        </Form>
      </Section>
      <Section title="What changes">
        <ul className="max-w-xl list-disc space-y-1 pl-5 text-muted">
          <li>The next run uses it. Its page and its list of clusters name the model.</li>
          <li>If the endpoint fails, the run fails and says why; the clusters you have stay.</li>
          <li>Vectors are kept with their posts and erased with them. Turning it off deletes all of them.</li>
        </ul>
      </Section>
    </>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
