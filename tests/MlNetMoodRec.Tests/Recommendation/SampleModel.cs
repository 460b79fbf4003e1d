using Microsoft.ML;
using MlNetMoodRec.Data;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Recommendation;

/// <summary>A mood LSTM behind the shipped encoder, trained for a few seconds on a part of the sample data.</summary>
internal static class SampleModel
{
    public static void TrainTo(string path)
    {
        var ml = new MLContext(seed: 1);
        MoodRecCatalog mood = ml.MoodRec();
        IReadOnlyList<Song> songs = mood.Data.LoadCatalogue(Repository.Path("data", "sample", "songs.csv"));
        IDataView events = ml.Data.TakeRows(
            mood.Data.WithHistory(mood.Data.LoadInteractions(Repository.Path("data", "sample", "interactions.csv")), length: 50), 3000);
        var options = new MoodLstmOptions { Epochs = 2, Units = 32, StartFromAls = false };
        var pipeline = mood.Text.EncodeMood(Repository.Path("models", "mood-encoder")).Append(mood.Trainers.MoodLstm(options, catalogue: songs));
        ITransformer model = pipeline.Fit(events);

        MoodRecModel.Save(ml, model, events.Schema, new ModelManifest { Method = "mood-lstm" }, songs, path);
        (model as IDisposable)?.Dispose();
    }
}
