import Glibc

/// The system's words for an error number.
enum ErrorWords {
  static func text(_ code: CInt) -> String {
    guard let message = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: message)
  }
}
