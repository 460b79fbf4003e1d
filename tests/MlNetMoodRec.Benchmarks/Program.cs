// The speed figures of the README:
//   dotnet run -c Release --project tests/MlNetMoodRec.Benchmarks -- training      epoch, matrix factorisation, peak memory
//   dotnet run -c Release --project tests/MlNetMoodRec.Benchmarks -- prediction    one request, and what the pool adds to it
using MlNetMoodRec.Benchmarks;

switch (args)
{
    case ["training"]:
        TrainingBenchmark.Run();
        return 0;
    case ["prediction"]:
        PredictionBenchmark.Run();
        return 0;
    default:
        Console.Error.WriteLine("Expected one of: training, prediction.");
        return 2;
}
