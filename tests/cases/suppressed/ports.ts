/* dupelint: ignore[legacy-port] kept for old phones */
export const port: number = Number(process.env.PORT ?? 3001);
