/// What is told of a program in words rather than as a figure over time.
enum HistoryObservation: String {
  case verdict, budget, tests, finding, source, coverage
}
