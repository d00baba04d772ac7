/// The tables, as steps that bring an older file up; a file says in `user_version` how many it has had.
///
/// Figures are kept in the order in which they are read: by series, then by time. What is told of programs in words mostly
/// stays the same from run to run: each text is kept once, and runs refer to it. What is absent in a name that tells rows
/// apart is the empty text: SQLite takes no two NULLs for the same.
/// Tables are strict: what is no number gets into no column of numbers.
enum HistorySchema {
  /// What marks a file as a history in its `application_id`: `AsHi`.
  static let applicationID = 0x4173_4869

  /// The steps, the first for an empty file. A step that was released is never changed.
  static let steps = [
    """
    CREATE TABLE host(id INTEGER PRIMARY KEY, json TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE run(id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, time INTEGER NOT NULL, commit_id TEXT,
      parent_id TEXT, subject TEXT, branch TEXT, is_dirty INTEGER NOT NULL, link TEXT, assay TEXT NOT NULL,
      host_id INTEGER NOT NULL REFERENCES host, stages TEXT NOT NULL) STRICT;
    CREATE INDEX run_time ON run(time);
    CREATE TABLE program(id INTEGER PRIMARY KEY, object TEXT NOT NULL, variant TEXT NOT NULL, name TEXT NOT NULL,
      UNIQUE(object, variant, name)) STRICT;
    CREATE TABLE series(id INTEGER PRIMARY KEY, program_id INTEGER NOT NULL REFERENCES program,
      kernel TEXT NOT NULL, test_case TEXT NOT NULL, driver TEXT NOT NULL, metric TEXT NOT NULL, unit TEXT NOT NULL,
      UNIQUE(program_id, kernel, test_case, driver, metric, unit)) STRICT;
    -- What a figure depends on beside the code, as JSON; and the object's SHA-256.
    CREATE TABLE conditions(id INTEGER PRIMARY KEY, json TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE object(id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE figure(series_id INTEGER NOT NULL REFERENCES series, time INTEGER NOT NULL,
      run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, value REAL NOT NULL, low REAL NOT NULL,
      high REAL NOT NULL, conditions_id INTEGER REFERENCES conditions, object_id INTEGER REFERENCES object,
      PRIMARY KEY(series_id, time, run_id)) WITHOUT ROWID, STRICT;
    CREATE INDEX figure_run ON figure(run_id);
    -- Verdicts, budgets, tests, findings and sources, each as JSON.
    CREATE TABLE content(id INTEGER PRIMARY KEY, json TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE observation(kind TEXT NOT NULL, program_id INTEGER NOT NULL REFERENCES program,
      kernel TEXT NOT NULL, time INTEGER NOT NULL, run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
      ordinal INTEGER NOT NULL, content_id INTEGER NOT NULL REFERENCES content,
      PRIMARY KEY(kind, program_id, kernel, time, run_id, ordinal)) WITHOUT ROWID, STRICT;
    CREATE INDEX observation_run ON observation(run_id);
    CREATE TABLE reading(run_id INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, ordinal INTEGER NOT NULL,
      json TEXT NOT NULL, PRIMARY KEY(run_id, ordinal)) WITHOUT ROWID, STRICT;
    """,
    // Coverage is kept, too: an Assay that does not know of it would take its figures and observations for damage.
    //
    // What no run refers to any more is dropped row by row, and of each SQLite asks whether a figure or an observation still
    // refers to it: without these every one of them is read for that.
    """
    CREATE INDEX observation_content ON observation(content_id);
    CREATE INDEX figure_object ON figure(object_id);
    CREATE INDEX figure_conditions ON figure(conditions_id);
    """,
  ]
}
