import Jobs

/// The orders of a machine as it is offered them: `MachineOrders` describes the layout.
enum OrderSheet {
  /// The bytes.
  /// - Parameters:
  ///   - modules: module files in the order they are to be loaded.
  ///   - jobs: the jobs' frames, and whether each takes a process of its own.
  static func bytes(
    modules: [KernelModule], jobs: [(frame: [UInt8], isAlone: Bool)]
  ) throws(ImageError) -> [UInt8] {
    let orders = MachineOrders(
      modules: modules.map { MachineOrders.Module(name: $0.fileName, bytes: $0.bytes.count) },
      jobs: jobs.map { MachineOrders.Work(bytes: $0.frame.count, isAlone: $0.isAlone) })
    var sheet: [UInt8]
    do {
      let text = Array(try CanonicalJSON.encode(orders))
      sheet = (0..<4).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text
    } catch {
      throw ImageError("the orders of a machine cannot be written: \(error)")
    }
    for module in modules { sheet += module.bytes }
    for job in jobs { sheet += job.frame }
    return sheet
  }
}
