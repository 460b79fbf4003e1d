// An application that embeds a model zip and knows nothing of how it was trained:
//   MlNetMoodRec.Embedding MODEL.zip TEXT SONG,SONG,... TOP
// prints the answer as JSON. It references only src/MlNetMoodRec, and uses nothing but ML.NET's own API to load and ask.
using System.Text.Json;
using Microsoft.ML;
using MlNetMoodRec.Recommendation;

var context = new MLContext();
ITransformer model = context.Model.Load(args[0], out _);
var engine = context.Model.CreatePredictionEngine<ListenerContext, SongRecommendations>(model);
SongRecommendations answer = engine.Predict(new ListenerContext
{
    Text = args[1],
    RecentSongIds = args[2].Split(',', StringSplitOptions.RemoveEmptyEntries),
    TopN = int.Parse(args[3]),
});
Console.WriteLine(JsonSerializer.Serialize(answer));
