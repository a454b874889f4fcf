export default {
  server: {
    port: 3001, // dupelint: ignore[DUP203] reserved on the build machine
  },
};
