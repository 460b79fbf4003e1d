// dotnet run -- moodrec.zip "long day, need something calm" s0246,s0211
using MlNetMoodRec;
using MlNetMoodRec.Recommendation;

if (args is not [var zip, var text, var recent])
{
    Console.Error.WriteLine("Expected three arguments: MODEL.zip TEXT SONG,SONG,...");
    return 2;
}

try
{
    using var model = MoodRecModel.Load(zip);
    SongRecommendations answer = model.Recommend(new ListenerContext
    {
        Text = text,
        RecentSongIds = recent.Split(',', StringSplitOptions.RemoveEmptyEntries),
        TopN = 5,
    });
    Console.WriteLine($"{answer.Emotion}, valence {answer.Valence:+0.00;-0.00}, based on {answer.Basis}");
    foreach ((string id, string title, float score) in answer.SongIds.Zip(answer.Titles, answer.Scores))
    {
        Console.WriteLine($"{id}\t{title}\t{score:0.000}");
    }

    return 0;
}
catch (MoodRecException exception)
{
    // One line: what was found, what was expected, what to do.
    Console.Error.WriteLine(exception.Message);
    return 2;
}
