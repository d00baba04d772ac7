/// Is told when the parts of a deed begin and end: what lies between two marks is a part, and they are numbered from 0.
protocol DeedMarks: AnyObject {
  /// Now a part ends, and the next begins.
  func mark()
}
