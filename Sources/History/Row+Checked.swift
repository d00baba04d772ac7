import GRDB

extension Row {
  /// A column's value. SQLite keeps values of any type in any column: what is not of the type is an error of the file, not an
  /// end of the program.
  func checked<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ index: Int) throws -> Value {
    try decode(Value.self, atIndex: index)
  }
}
