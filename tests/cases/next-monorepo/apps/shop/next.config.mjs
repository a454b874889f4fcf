export default {
  async rewrites() {
    return [{ source: '/stock/:path*', destination: 'http://127.0.0.1:5000/stock/:path*' }];
  },
};
