import Reports

/// What goes wrong again and again, said once for as long as it stays the same.
actor Complaints {
  private var last: [String] = []

  /// Says them where they are others than before.
  func say(_ complaints: [String]) {
    guard complaints != last else { return }
    last = complaints
    for complaint in complaints { StandardError.write("error: \(TerminalText.escape(complaint))\n") }
    if complaints.isEmpty { StandardError.write("note: all that was asked for can be looked at again\n") }
  }
}
