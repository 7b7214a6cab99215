/* 手もとの棚 — one table of this browser's own database; pages and service workers use it alike. */
self.tn = self.tn || {};
self.tn.store = (database, table) => {
  const open = () =>
    new Promise((resolve, reject) => {
      const asked = indexedDB.open(database, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(table, { keyPath: 'id' });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  const run = async (mode, act) => {
    const base = await open();
    try {
      return await new Promise((resolve, reject) => {
        const turn = base.transaction(table, mode);
        const asked = act(turn.objectStore(table));
        turn.oncomplete = () => resolve(asked.result);
        turn.onerror = turn.onabort = () => reject(turn.error);
      });
    } finally {
      base.close();
    }
  };
  return {
    all: () => run('readonly', (rows) => rows.getAll()),
    put: (row) => run('readwrite', (rows) => rows.put(row)),
    remove: (id) => run('readwrite', (rows) => rows.delete(id)),
    clear: () => run('readwrite', (rows) => rows.clear()),
  };
};
