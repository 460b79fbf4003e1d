using System.Globalization;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>Collects every wrong value of an options record, so that they are reported at once.</summary>
internal sealed class OptionErrors(string options)
{
    private readonly List<string> _errors = [];

    public OptionErrors Require(bool valid, string name, object? value, string expected)
    {
        if (!valid)
        {
            _errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}, expected {expected}"));
        }

        return this;
    }

    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            throw new MoodRecException($"{options} cannot be used: {string.Join("; ", _errors)}.");
        }
    }
}
