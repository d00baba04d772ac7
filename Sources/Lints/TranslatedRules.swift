/// The rules that hold for code that a kernel has translated.
///
/// What was loaded is not there any more: the kernel took it, so nothing of it is refused; accesses of contexts have become
/// those of the kernel's structs; lookups in maps are inlined or call a function of one kind of map; dead code and unused
/// constants are gone; where it attaches is not told. What is left to look at are shapes of plain code, calls that still lead
/// to a helper itself, and maps.
public enum TranslatedRules {
  /// Their ids.
  static let ids: Set<String> = [
    // Helpers: what is done with their results, and what they are given.
    "A2102", "A2103", "A2108", "A2109", "A2112", "A2301", "A2302",
    // Answers.
    "A2111",
    // Stack and copies.
    "A2106", "A2306", "A2309", "A2310", "A2311",
    // Maps.
    "A2501",
  ]

  /// What is to be said of the others.
  public static var note: String {
    let all = Linter.inOrder.count
    return
      "\(ids.count) of \(all) rules hold for translated code; left out are those on what a kernel refuses, on contexts, "
      + "lookups, constants and hooks, which translation changes or takes away"
  }
}
