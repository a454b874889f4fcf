export default [{ path: '/users', component: () => import('@/views/Users') }];
