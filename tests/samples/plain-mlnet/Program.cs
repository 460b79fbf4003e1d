// dotnet run -- moodrec.zip "long day, need something calm" s0246,s0211
// Nothing but ML.NET's own API to load and ask; prints the answer as JSON.
using System.Text.Json;
using Microsoft.ML;
using MlNetMoodRec.Recommendation;

var context = new MLContext();
ITransformer model = context.Model.Load(args[0], out _);
using var engine = context.Model.CreatePredictionEngine<ListenerContext, SongRecommendations>(model);
SongRecommendations answer = engine.Predict(new ListenerContext
{
    Text = args[1],
    RecentSongIds = args[2].Split(',', StringSplitOptions.RemoveEmptyEntries),
    TopN = 5,
});
Console.WriteLine(JsonSerializer.Serialize(answer));

// Microsoft.Extensions.ML's pool takes the zip too. That package is not in the registry that this repository is built
// from, so these lines were not compiled here:
//
//   services.AddPredictionEnginePool<ListenerContext, SongRecommendations>()
//       .FromFile(modelName: "moodrec", filePath: "moodrec.zip", watchForChanges: true);
//   // where a request is answered, with a PredictionEnginePool<ListenerContext, SongRecommendations>:
//   SongRecommendations songs = enginePool.Predict("moodrec", new ListenerContext { Text = "feeling great" });
