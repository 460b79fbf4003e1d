using System.Diagnostics;
using Microsoft.ML;
using MlNetMoodRec.Simulation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Benchmarks;

/// <summary>
/// Trains on 180,000 simulated interactions of 4,000 listeners and 5,000 songs: one epoch of the mood LSTM with full
/// softmax on one thread, and implicit ALS with 64 factors and 15 iterations.
/// </summary>
internal static class TrainingBenchmark
{
    private const int Epochs = 3;

    public static void Run()
    {
        var ml = new MLContext(seed: 1);
        MoodRecCatalog mood = ml.MoodRec();
        var platform = new SimulatedPlatform(new SimulationOptions());
        IDataView events = mood.Data.WithHistory(platform.Interactions());
        IDataView withMood = mood.Text.EncodeMood("models/mood-encoder").Fit(events).Transform(events);
        Console.WriteLine($"{Machine.Description}");
        Console.WriteLine("180,000 interactions, 4,000 listeners, 5,000 songs (simulated, seed 1); texts read by models/mood-encoder");

        Time("implicit ALS, 64 factors, 15 iterations, rows read", () =>
            mood.Trainers.Als(new AlsOptions { Factors = 64, Iterations = 15 }, platform.Catalogue).Fit(events).Dispose());

        var epochs = new EpochTimes();
        var options = new MoodLstmOptions { Epochs = Epochs, Threads = 1, StartFromAls = false };
        Time($"mood LSTM, {Epochs} epochs in all, texts read", () =>
            mood.Trainers.MoodLstm(options, validation: null, platform.Catalogue, epochs).Fit(withMood).Dispose());
        Console.WriteLine($"mood LSTM, one epoch, full softmax, one thread: {string.Join(", ", epochs.Seconds.Select(s => $"{s:0.0} s"))}");
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"peak memory of the process: {process.PeakWorkingSet64 / 1e9:0.00} GB");
    }

    private static void Time(string what, Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        Console.WriteLine($"{what}: {watch.Elapsed.TotalSeconds:0.0} s");
    }

    /// <summary>Takes the time of each epoch from the reports of training.</summary>
    private sealed class EpochTimes : IProgress<TrainingProgress>
    {
        private readonly Stopwatch _watch = new();
        private int _epoch;

        public List<double> Seconds { get; } = [];

        public void Report(TrainingProgress value)
        {
            if (value.Epoch != _epoch)
            {
                _epoch = value.Epoch;
                _watch.Restart();
                Seconds.Add(0);
            }

            Seconds[^1] = _watch.Elapsed.TotalSeconds;
        }
    }
}
