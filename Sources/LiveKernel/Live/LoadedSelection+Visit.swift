import CLibbpf
import Glibc
import Jobs

extension LoadedSelection {
  /// Opens the programs one after the other, each once.
  /// - Parameter tellsGone: whether those are returned, too, that were listed and are gone by now.
  /// - Returns: those that were named and could not be opened.
  func visit(
    tellsGone: Bool = false, _ body: (borrowing LoadedProgramHandle) -> Void
  ) throws(Refusal) -> [LiveWindow.Missing] {
    var missing: [LiveWindow.Missing] = []
    var seen: Set<UInt32> = []
    for path in paths {
      do throws(Refusal) {
        let program = try LoadedProgramHandle(path: path)
        if seen.insert(program.info.id).inserted { body(program) }
      } catch {
        missing.append(Self.missing(path, error))
      }
    }
    for id in takesAll ? try Self.allIDs() : ids where !seen.contains(id) {
      do throws(Refusal) {
        body(try LoadedProgramHandle(id: id))
        seen.insert(id)
      } catch {
        // Programs come and go while they are listed.
        if !takesAll || tellsGone { missing.append(Self.missing("\(id)", error)) }
      }
    }
    return missing
  }

  private static func missing(_ name: String, _ refusal: Refusal) -> LiveWindow.Missing {
    LiveWindow.Missing(name: name, reason: refusal.reason, isUnknown: refusal.verdict == .loader)
  }

  private static func allIDs() throws(Refusal) -> [UInt32] {
    var ids: [UInt32] = []
    var id: UInt32 = 0
    while true {
      let result = unsafe bpf_prog_get_next_id(id, &id)
      if result == -ENOENT { return ids }
      guard result == 0 else { throw LoadedProgramHandle.refusal(-result, "list programs") }
      ids.append(id)
    }
  }
}
