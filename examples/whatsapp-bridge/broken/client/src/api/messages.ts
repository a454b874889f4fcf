export interface Message {
  sender: string;
  text: string;
  channel: string;
}

export async function getMessages(): Promise<Message[]> {
  const res = await fetch('/api/messages', { credentials: 'include' });
  if (res.status !== 200) throw new Error(`messages answered ${res.status}`);
  const body = (await res.json()) as { messages: Message[] };
  return body.messages;
}

async function getCsrfToken(): Promise<string> {
  const res = await fetch('/api/csrf', { credentials: 'include' });
  if (res.status !== 200) throw new Error(`csrf answered ${res.status}`);
  const body = (await res.json()) as { token: string };
  return body.token;
}

export async function clearMessages(): Promise<void> {
  const res = await fetch('/api/messages', {
    method: 'DELETE',
    credentials: 'include',
    headers: { 'X-CSRFToken': await getCsrfToken() },
  });
  if (res.status !== 200) throw new Error(`clearing answered ${res.status}`);
}
