import Glibc

/// The terminal that standard output is.
enum Terminal {
  /// Its columns; 100 when it does not say.
  static var columns: Int {
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
    return Int(size.ws_col)
  }

  /// Its rows; 40 when it does not say.
  static var rows: Int {
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return 40 }
    return Int(size.ws_row)
  }

  /// Whether colours may be used: no-color.org, and `TERM=dumb`.
  static var allowsColour: Bool {
    variable("NO_COLOR")?.isEmpty ?? true && variable("TERM") != "dumb"
  }

  private static func variable(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }
}
