export const load = async () => (await fetch('/api/status')).json(); // dupelint: ignore[DUP302] always JSON

export function Picture() {
  return (
    <figure>
      {/* dupelint: ignore[DUP301] the kiosk runs on the same machine */}
      <img src="http://localhost:3300/picture" />
      <img src="http://localhost:3300/other" />
    </figure>
  );
}
