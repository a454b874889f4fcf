import { useEffect, useState } from 'react';

const INTERVAL_MS = 2000;

/** The latest value of `load`, asked again every two seconds, and the last error. */
export function usePolling<T>(load: () => Promise<T>) {
  const [value, setValue] = useState<T>();
  const [error, setError] = useState('');

  useEffect(() => {
    let timer: number;
    let stopped = false;
    async function poll() {
      try {
        const next = await load();
        if (stopped) return;
        setValue(next);
        setError('');
      } catch (reason) {
        if (!stopped) setError(String(reason));
      }
      if (!stopped) timer = window.setTimeout(poll, INTERVAL_MS);
    }
    void poll();
    return () => {
      stopped = true;
      window.clearTimeout(timer);
    };
  }, [load]);

  return { value, error };
}
