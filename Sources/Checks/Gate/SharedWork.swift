import MicroVM

/// What checks that run side by side have in common.
struct SharedWork: Sendable {
  /// How many machines run at once, of all checks.
  let slots = MachineSlots()
  /// Answers from earlier runs; nil where every kernel is asked anew.
  let memory: AnswerMemory?
}
