export default function handler(req, res) {
  switch (req.method) {
    case 'DELETE':
      return res.status(200).json({ id: req.query.id });
    default:
      res.setHeader('Allow', 'DELETE');
      return res.status(405).json({ error: `Method ${req.method} Not Allowed` });
  }
}
