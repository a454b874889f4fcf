export const call = (path: string) => fetch(path, { credentials: 'include' });

export async function checked(path: string) {
  const res = await fetch(path);
  if (res.status !== 200) throw new Error(String(res.status));
  return res;
}
