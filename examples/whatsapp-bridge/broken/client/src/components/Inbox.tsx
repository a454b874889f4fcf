import { clearMessages, getMessages } from '@/api/messages';
import { usePolling } from '@/hooks/usePolling';

export default function Inbox() {
  const { value: messages = [], error } = usePolling(getMessages);
  return (
    <section>
      <h2>Messages</h2>
      {error && <p role="alert">{error}</p>}
      <ul>
        {messages.map((message, index) => (
          <li key={index}>
            {message.sender} ({message.channel}): {message.text}
          </li>
        ))}
      </ul>
      <button onClick={() => void clearMessages()}>Clear</button>
    </section>
  );
}
