// The speed figures of the README:
//   dotnet run -c Release --project tests/MlNetMoodRec.Benchmarks -- training      epoch, matrix factorisation, peak memory
//   dotnet run -c Release --project tests/MlNetMoodRec.Benchmarks -- prediction    one request, and what the pool adds to it
//   dotnet run -c Release --project tests/MlNetMoodRec.Benchmarks -- scoring       a file of 100,000 rows (or another number after it)
//   dotnet run -c Release --project tests/MlNetMoodRec.Benchmarks -- encoding      texts, beside raw sessions and PyTorch; tokenizer; storages
using MlNetMoodRec.Benchmarks;

switch (args)
{
    case ["training"]:
        TrainingBenchmark.Run();
        return 0;
    case ["prediction"]:
        PredictionBenchmark.Run();
        return 0;
    case ["encoding"]:
        EncodingBenchmark.Run();
        return 0;
    case ["scoring", .. var rows]:
        ScoringBenchmark.Run(rows.FirstOrDefault());
        return 0;
    case ["scoring-process", var model, var input, var output]: // Started by the benchmark.
        ScoringBenchmark.RunScore(model, input, output);
        return 0;
    default:
        Console.Error.WriteLine("Expected one of: training, prediction, encoding, scoring.");
        return 2;
}
