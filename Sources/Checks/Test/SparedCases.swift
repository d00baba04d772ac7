/// Cases that the running kernel was spared: a virtual machine may run them.
struct SparedCases: Sendable {
  /// The unit that they are of.
  let ready: ReadyUnit
  /// How the running kernel was asked for.
  let wish: KernelWish
  /// Their numbers.
  let numbers: Set<Int>
}
