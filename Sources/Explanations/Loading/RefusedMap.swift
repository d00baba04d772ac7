import BPFObject

/// The map that a loader says could not be created, in the words of libbpf, of other loaders and of tools.
struct RefusedMap {
  /// The map's name.
  let name: String
  /// The error, where the line tells.
  let error: LoaderError?

  private static let formats: [(format: MessageFormat, capture: Int)] = [
    (MessageFormat("map '%w': failed to create: %s"), 0),
    // libbpf before 0.2.
    (MessageFormat("failed to create map (name: '%w'): %s"), 0),
    // cilium/ebpf.
    (MessageFormat("%smap %w: map create: %s"), 1),
    // aya.
    (MessageFormat("%sfailed to create map `%w` with code %d"), 1),
    // BCC.
    (MessageFormat("could not open bpf map: %w, error: %s"), 0),
    // bpftrace.
    (MessageFormat("%sError creating map: '%w': %s"), 1), (MessageFormat("%sFailed to create map: '%w': %s"), 1),
  ]

  /// The first such line; nil when there is none.
  init?(_ rejection: Rejection) {
    for (index, message) in rejection.messages.enumerated() {
      for (format, capture) in Self.formats {
        // cilium/ebpf knows which kernel would take it, and says so at the end of the line.
        guard let words = format.match(message), !message.contains("(requires >= v") else { continue }
        name = String(words[capture])
        // aya's code is -1; the system's error follows, on the line or the next.
        let lines = rejection.messages[index...].prefix(message.contains("with code -1") ? 4 : 1)
        error =
          lines.lazy.compactMap { line in
            LoaderError(in: line.replacing("with code -1", with: ""))
          }.first
        return
      }
    }
    return nil
  }
}
