import { createApi, fetchBaseQuery } from '@reduxjs/toolkit/query/react';

export const slice = createApi({
  baseQuery: fetchBaseQuery({ baseUrl: '/api' }),
  endpoints: (builder) => ({
    list: builder.query({ query: () => 'orders' }),
    one: builder.query({ query: (id) => `orders/${id}` }),
  }),
});
