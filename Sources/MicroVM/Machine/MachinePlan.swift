import Jobs

/// What a machine is made of.
struct MachinePlan: Sendable {
  /// The kernel's file.
  let kernel: String
  /// The initramfs's file; a machine that goes on needs none.
  let initramfs: String?
  /// The orders' file; nil for a machine that waits.
  let orders: String?
  /// Bytes of memory.
  let memory: UInt64
  let kind: VirtualKind
  let pace: MachinePace
  /// Whether replies go over a port of a virtio console.
  let hasPort: Bool
  let life: MachineLife
  /// The socket where someone waits to step through runs; nil where nobody does.
  var stepper: String?
}
