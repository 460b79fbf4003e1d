namespace MlNetMoodRec.Web.Api;

/// <summary>A text whose mood is to be read.</summary>
public sealed record MoodRequest
{
    /// <summary>How the listener feels, in their words. It is neither stored nor logged.</summary>
    public required string Text { get; init; }

    /// <summary>Every field that is wrong, with what was expected.</summary>
    internal Dictionary<string, string[]> Errors(MoodRecWebOptions options)
    {
        var errors = new FieldErrors();
        errors.Text(nameof(Text), Text, options.MaxTextLength);
        return errors.ByField;
    }
}
