import { Users } from '@acme/ui';

export default function Home() {
  const drop = (id) => fetch(`/api/users/${id}`, { method: 'DELETE' });
  const make = () => fetch('/api/users', { method: 'POST' });
  return <Users onDrop={drop} onMake={make} />;
}
